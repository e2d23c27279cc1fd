"""The command `cymraeg-data`: each verb parses, calls one library function and prints."""
