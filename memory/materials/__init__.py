"""What tables of installed packages say of elements, compounds, fluids and crystals, each number with its source."""
