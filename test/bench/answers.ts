/** A child's side of the talk with its parent: questions by name. It ends when its parent has ended. */
export interface Question {
  n: number;
  name: string;
  about: unknown;
}

export interface Answer {
  n: number;
  answer?: unknown;
  fault?: string;
}

type Answers = Record<string, (about: never) => unknown>;

export function answerTo(answers: Answers): void {
  const reply = async ({ n, name, about }: Question): Promise<Answer> => {
    try {
      return { n, answer: await answers[name]!(about as never) };
    } catch (error) {
      return { n, fault: String(error) };
    }
  };
  process.on('message', (question: Question) => void reply(question).then((told) => process.send!(told)));
  process.once('disconnect', () => process.exit(0));
}
