"""Taking lists and figures out of the portal as XLSX and CSV: watermarked, masked, recorded."""
