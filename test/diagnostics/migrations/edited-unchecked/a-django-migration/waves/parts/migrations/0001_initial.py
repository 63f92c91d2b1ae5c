operations = [1]
