import { mount } from 'svelte';
import { session } from './app.ts';
import './base.css';
import { exposeDebug } from './debug.ts';
import Root from './panels/Root.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(Root, { target });
exposeDebug();
void session.begin();
