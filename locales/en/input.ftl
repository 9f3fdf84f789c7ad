# What is typed and written with a finger.
key-writing = Write
writing-hint = Write a character, pick it here
writing-sheet = Write here with your finger
writing-undo = Undo
writing-clear = Clear
