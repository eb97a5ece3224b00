"""Materials: crystals, metals, devices made of them, how they are made and what that costs."""
