import 'uplot/dist/uPlot.min.css';
import './styles/theme.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/filter.css';
import './styles/flows.css';
import './styles/panels.css';
import './styles/table.css';
import './styles/selection.css';
import './styles/inspector.css';
import './styles/overview.css';
import './styles/sql.css';
import './styles/narrow.css';
import './styles/print.css';
import { Session } from './model/session';
import { Shell } from './views/shell/shell';

const root = document.getElementById('app');
if (root !== null) new Shell(new Session(), root);
