using System.Diagnostics;

namespace Fuzz.Engine;

/// <summary>
/// One target for a while: takes an input that once led somewhere new, changes it, runs it, keeps it when it leads somewhere new
/// itself. Findings go to files, at most one for each place; a run goes on after them. One thread.
/// </summary>
internal sealed class FuzzRun(IFuzzTarget target, Coverage coverage, int seed, Findings findings)
{
    private readonly Random random = new(seed);
    private readonly List<byte[]> corpus = [];

    /// <summary>Inputs run.</summary>
    public long Runs { get; private set; }

    public int Corpus => corpus.Count;

    public int Edges { get; private set; }

    /// <summary>Runs for that long; the seeds are run whole however short the time is.</summary>
    public void Run(TimeSpan time)
    {
        using var watchdog = new Watchdog(input => findings.Add(target.Name, seed, input, "did not come back"));
        var judge = new Judge(target);
        var mutator = new Mutator(target, random);
        long start = Stopwatch.GetTimestamp();
        foreach (byte[] input in target.Seeds())
        {
            One(input, judge, watchdog, always: true);
        }
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            One(mutator.Mutate(Pick(), Pick()), judge, watchdog, always: false);
        }
        Edges = coverage.Edges;
    }

    private byte[] Pick()
    {
        // The newest inputs went the farthest; they get half of the attention.
        int recent = Math.Max(0, corpus.Count - 32);
        return random.Next(2) == 0 ? corpus[random.Next(corpus.Count)] : corpus[random.Next(recent, corpus.Count)];
    }

    private void One(byte[] input, Judge judge, Watchdog watchdog, bool always)
    {
        coverage.Begin();
        watchdog.Begin(input);
        string? found = judge.Try(input);
        watchdog.End();
        Runs++;
        if (found is not null)
        {
            findings.Add(target.Name, seed, input, found);
        }
        if ((coverage.Learn() && found is null) || always)
        {
            corpus.Add(input);
        }
    }
}
