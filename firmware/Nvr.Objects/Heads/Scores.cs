using Nvr.Core.Objects;

namespace Nvr.Objects.Heads;

/// <summary>Makes probabilities of scores, and finds the class that is meant. Pure.</summary>
internal static class Scores
{
    /// <summary>The best class and its probability; -1 where there is none, or a number that is none.</summary>
    /// <param name="scores">One for each class, and one for "nobody" where there is one.</param>
    /// <param name="nobody">Index of "nobody", or -1; it never wins, it only takes from the others under softmax.</param>
    public static (int Class, float Probability) Best(ReadOnlySpan<float> scores, ScoreForm form, int nobody)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (!float.IsFinite(scores[i]))
            {
                return (-1, 0);
            }
            best = i != nobody && (best < 0 || scores[i] > scores[best]) ? i : best;
        }
        return best < 0 ? (-1, 0) : (nobody >= 0 && best > nobody ? best - 1 : best, ProbabilityOf(scores, best, form));
    }

    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static float ProbabilityOf(ReadOnlySpan<float> scores, int index, ScoreForm form)
    {
        if (form == ScoreForm.Softmax)
        {
            // Shifted by the one that is asked for: what overflows then makes it improbable, and never infinity over infinity.
            float all = 0;
            foreach (float score in scores)
            {
                all += MathF.Exp(score - scores[index]);
            }
            return 1 / all;
        }
        return form == ScoreForm.Sigmoid ? Sigmoid(scores[index]) : Math.Clamp(scores[index], 0, 1);
    }
}
