namespace Nvr.Vision.Tracks;

/// <summary>
/// One thing that moves, from picture to picture. Its score is how much likelier what was seen of it is if it is one thing on its way than if it is whatever else moves there (the logarithm of the ratio, as
/// trackers for radar keep it: S. Blackman, Design and Analysis of Modern Tracking Systems, 1999, chapter 6): it grows where each sighting is where it was expected and few other blobs are about, and falls
/// where leaves turn back and rain is elsewhere. One thread.
/// </summary>
internal sealed class Track(int id, Blob first, double seconds)
{
    /// <summary>Pictures in which it was seen before it is believed.</summary>
    private const int FewestSightings = 3;

    /// <summary>The score from which on it is believed: chance makes one of that in some million pictures.</summary>
    private const double Enough = 16;

    /// <summary>It may not collect so much that it would be believed for long after it is gone.</summary>
    private const double Most = 30;

    /// <summary>Below that it is less likely than chance.</summary>
    private const double Hopeless = -3;

    /// <summary>What is not seen for so long is gone; the same for what was seen once or twice.</summary>
    private const double ForgetsSeconds = 1.5;
    private const double ForgetsNewSeconds = 0.7;

    /// <summary>What is not believed so long after it was seen was nobody, and so was what was believed and has not gone away from where it began.</summary>
    private const double ProvesSeconds = 3;

    /// <summary>Cells from where it began that no bush is wide.</summary>
    private const float GoneWay = 25;

    /// <summary>Where less than so many times the least moves that is nobody, nothing is taken for somebody by mistake.</summary>
    private const float Clear = 20;

    /// <summary>What a picture costs in which it is not seen.</summary>
    private const double Missed = 1.2;

    /// <summary>Cells that it has to have come, beyond what the edges of a blob jitter by; so many more for each ten times of blobs that are nobody there.</summary>
    private const float LeastWay = 1.6f;
    private const float MoreWay = 1.5f;

    /// <summary>Between two pictures, whatever their times say.</summary>
    private const double ShortestSeconds = 0.001;

    /// <summary>Share of all its steps that brings it away from where it was: what sways comes back.</summary>
    private const float Straight = 0.4f;

    /// <summary>Cells by which its middle is off, and the same in sizes of its own: legs swing, parts have the colour of the ground.</summary>
    private const float Jitter = 0.9f;
    private const float JitterInSizes = 0.12f;

    /// <summary>Seconds in which its speed follows what is seen.</summary>
    private const float Follows = 0.5f;

    /// <summary>Where something that is nobody moves in more than this share of all pictures, being seen proves nothing.</summary>
    private const float Restless = 0.04f;

    private readonly LatestWay latest = new();
    private readonly CellBox begun = first.Box;
    private readonly Queue<(Blob Blob, double Seconds)> unproven = new([(first, seconds)]);
    private double score;
    private float steps;
    private int quietSightings = 1;
    private int clearSightings;
    private float speedX;
    private float speedY;
    private bool hasGone;

    public int Id { get; } = id;

    public double BegunSeconds { get; } = seconds;

    public double SeenSeconds { get; private set; } = seconds;

    public CellBox Box { get; private set; } = first.Box;

    public float Strength { get; private set; } = first.Strength;

    public int Sightings { get; private set; } = 1;

    /// <summary>It is something, and not chance.</summary>
    public bool IsBelieved { get; private set; }

    /// <summary>Cells from where it was first seen.</summary>
    public float Way => Distance(Box.X - begun.X, Box.Y - begun.Y);

    /// <summary>Where it should be by now.</summary>
    public CellBox At(double now)
    {
        float after = (float)(now - SeenSeconds);
        return Box.Moved(speedX * after, speedY * after);
    }

    /// <param name="blob">What it looks like now.</param>
    /// <param name="clutter">What moves there and is nobody.</param>
    /// <param name="reach">Cells within which it was looked for.</param>
    /// <param name="now">Seconds.</param>
    /// <param name="trust">How well it is known what moves there and is nobody.</param>
    public void See(Blob blob, Clutter clutter, float reach, double now, Trust trust)
    {
        float about = clutter.Around(blob);
        CellBox expected = At(now);
        float after = (float)Math.Max(now - SeenSeconds, ShortestSeconds);
        (float x, float y) = (blob.Box.X - Box.X, blob.Box.Y - Box.Y);
        steps += Distance(x, y);
        latest.Add(blob.Box.X, blob.Box.Y, Distance(x, y), now);
        double variance = Square(Jitter + (JitterInSizes * Math.Max(Box.Width, Box.Height)));
        double off = Square(blob.Box.X - expected.X) + Square(blob.Box.Y - expected.Y);
        // Which way it goes is not known at first: anywhere within reach is as good.
        score += Sightings == 1 ? -Math.Log(Math.PI * reach * reach * about) : -Math.Log(2 * Math.PI * variance * about) - (off / (2 * variance));
        score = Math.Min(score, Most);
        float share = Sightings == 1 ? 1 : 1 - MathF.Exp(-after / Follows);
        speedX += share * ((x / after) - speedX);
        speedY += share * ((y / after) - speedY);
        (Box, SeenSeconds, Sightings) = (blob.Box, now, Sightings + 1);
        Strength = Math.Max(Strength, blob.Strength);
        quietSightings += clutter.Restlessness(blob.Box) < Restless ? 1 : 0;
        unproven.Enqueue((blob, now));
        clearSightings += about < Clear * Clutter.Least ? 1 : 0;
        hasGone |= Way >= GoneWay || clearSightings >= FewestSightings;
        IsBelieved = !latest.Sways && (IsBelieved ? score > 0 : IsProven(about, trust));
    }

    /// <summary>After each picture: what is not in it gets less likely, and what it was made of was nobody where it is not believed in time.</summary>
    public void Judge(double now, Clutter clutter)
    {
        score -= SeenSeconds < now ? Missed : 0;
        bool isSomebody = IsBelieved && hasGone;
        double until = IsOver(now) || isSomebody ? now : now - ProvesSeconds;
        while (unproven.TryPeek(out (Blob Blob, double Seconds) oldest) && oldest.Seconds <= until)
        {
            unproven.Dequeue();
            if (!isSomebody)
            {
                clutter.Add(oldest.Blob);
            }
        }
    }

    /// <summary>It is gone, or was never anything.</summary>
    public bool IsOver(double now) => score < Hopeless || now - SeenSeconds > (Sightings >= FewestSightings ? ForgetsSeconds : ForgetsNewSeconds);

    private bool IsProven(float about, Trust trust) => trust != Trust.None && (trust == Trust.Full || about < Clear * Clutter.Least || Way >= GoneWay) && quietSightings >= FewestSightings && score >= Enough
        && Way >= Straight * steps && Way >= LeastWay + (MoreWay * MathF.Log10(about / Clutter.Least));

    private static float Distance(float x, float y) => MathF.Sqrt((x * x) + (y * y));

    private static double Square(double value) => value * value;
}
