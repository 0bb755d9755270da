"""A plan's people written, or a study's answers worded, by several processes, on one machine or on many that share a
folder.

What a person's texts are is a function of their slot, of the model's answers and of the prose that stands
(`pipeline.writer`), and an answer depends on its request alone. So workers need not write people: they collect answers.
So it is with the words of a study (`studies.wording`).
`jobs` is what is to be done, `task` lays it out as ranges in a folder, `part` is a file of the answers of one range,
`work` answers ranges until none is left, `processes` and `ray_actors` start workers and watch them, `recorded` is a
model that gives the answers of the parts.
The run itself goes over all people in their order as ever, with that model: what a range needs of those before it (a
text that repeats another's, the library, names) is settled there, and asked again where it has to be. So the same seed
gives the same people, whoever answered, twice or after a kill.
"""
