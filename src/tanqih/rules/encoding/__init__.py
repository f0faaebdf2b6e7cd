"""Characters that lost their meaning on the way: entities, mojibake, invisible controls, Arabic residue."""
