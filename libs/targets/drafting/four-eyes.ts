/** Setting of the installation: `ja` where somebody else adopts a target than who proposed it. */
export const FOUR_EYES = 'planFourEyes';
