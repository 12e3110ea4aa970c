export { ACTIVATIONS, type ActivationOp } from './activations';
export { LOSSES, type LossOp } from './losses';
export { OPS, type OpEntry } from './ops';
