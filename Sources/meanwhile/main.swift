print("meanwhile")
