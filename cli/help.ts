/** The first steps, in an order in which they run. */
export const examples = `
Examples:
  comunal demo                                             watch nine groups decide together, on this machine
  comunal init --name Gràcia --as Marta                    found a group; shows its recovery phrase once
  comunal start                                            run its node; Ctrl-C stops it
  comunal member invite                                    print a link that lets one person in
  comunal member join LINK --as Joan --key joan.key        become a member with a key of your own
  comunal proposal open --title "Paint the fence?"         ask everybody
  comunal proposal list                                    what is open, with its id
  comunal vote ID for --receipt vote.txt                   vote, and keep the proof that it was taken
  comunal tally ID                                         how it stands
  comunal verify vote.txt                                  check a receipt, or a file of evidence, without any node
  comunal count votes.csv --method stv --seats 3           count ballots that were cast elsewhere, without any node

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 could not reach the node.`
