"""The pages in other forms than the site, one form a file."""
