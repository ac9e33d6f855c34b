import * as z from 'zod';

// The page's policy forbids making code from text; zod would try, and the browser would complain, before it does without.
z.config({ jitless: true });
