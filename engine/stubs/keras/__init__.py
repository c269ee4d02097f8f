"""Stands where Keras is missing, as the stub of TensorFlow beside it does."""

import tensorflow

__getattr__ = tensorflow.__getattr__
tensorflow._place(__name__, ("utils", "utils.control_flow_util"))
