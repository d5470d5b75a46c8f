import { answerWith } from '../worker/answers.ts';
import * as peers from './peers.ts';

// A worker of its own, which nobody loads who does not ask for peers.
answerWith(peers);
