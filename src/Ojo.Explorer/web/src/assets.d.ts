// Style sheets are imported for their effect: the bundler joins them into app.css.
declare module '*.css';
