"""Stands where Keras is missing, as the stand-in of TensorFlow beside it does."""

from stand_in import stand_in
from tensorflow import CURE

stand_in(__name__, CURE, ("utils", "utils.control_flow_util"))
