import { mount } from 'svelte';
import { start } from './app.ts';
import './base.css';
import { exposeDebug } from './debug.ts';
import App from './panels/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
exposeDebug();
start();
