"""What do people see: words in two languages, tokens, components and page skeletons."""
