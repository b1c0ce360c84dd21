import { render } from "preact";
import { App } from "./app";
import "mingcha-tokens";
import "./styles/base.css";
import "./styles/kit.css";
import "./styles/shell.css";
import "./styles/visits.css";
import "./styles/visit.css";
import "./styles/photos.css";

const root = document.getElementById("app");
if (root) render(<App />, root);
