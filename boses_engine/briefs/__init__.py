"""Reading a brief: plain words about an audience become the fields of a group, the model reading and code deciding."""
