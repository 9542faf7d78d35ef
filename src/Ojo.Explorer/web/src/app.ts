import './styles/app.css';
document.title = 'Ojo';
