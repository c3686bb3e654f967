"""Training of quoth's model: marked corpora and a pretrained encoder in, one model file out."""
