declare module "*.css";
declare module "mingcha-tokens";
