import { buildPage } from '../../build/page.mjs';

/** The tests look at the page as it is shipped. */
export default buildPage;
