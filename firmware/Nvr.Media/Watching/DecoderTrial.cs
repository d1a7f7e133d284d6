namespace Nvr.Media.Watching;

/// <summary>
/// Compares the board's decoder with software on the same units of one stream, by what they cost and what they show, and says which one is to be used. Whatever is not as it should be speaks for software. Pure; one thread.
/// </summary>
/// <param name="worthIt">What the board's decoder may cost, as a share of software.</param>
internal sealed class DecoderTrial(double worthIt = DecoderTrial.WorthIt)
{
    /// <summary>Units that both have to have had.</summary>
    internal const int Units = 60;

    /// <summary>Pictures that the board may still have in its queues: as many as its buffers, and a few that wait to be put in order.</summary>
    internal const int MostHeldBack = 24;

    /// <summary>Levels by which the brightness of a picture may differ in the mean. H.264 and H.265 leave nothing to choose; block edges that are not smoothed shift no means.</summary>
    private const float Tolerance = 2;

    /// <summary>For less of a gain, nobody wants another part that can fail.</summary>
    internal const double WorthIt = 0.7;

    private readonly Dictionary<long, float> bySoftware = [];
    private readonly Dictionary<long, float> byBoard = [];
    private double softwareUs;
    private double boardUs;
    private int units;

    /// <summary>Null until it is known.</summary>
    public bool? IsBoardBetter { get; private set; }

    /// <summary>A picture of either.</summary>
    /// <param name="brightness">Mean, 0 to 255.</param>
    public void See(bool board, long captureUs, float brightness) => (board ? byBoard : bySoftware)[captureUs] = brightness;

    /// <summary>Both have taken a unit, which cost so much of the processor, in microseconds.</summary>
    public void Cost(double software, double board)
    {
        (softwareUs, boardUs, units) = (softwareUs + software, boardUs + board, units + 1);
        if (units >= Units && IsBoardBetter is null)
        {
            Judge();
        }
    }

    /// <summary>The board's decoder has refused something.</summary>
    public void Fail() => IsBoardBetter = false;

    private void Judge()
    {
        bool isWhole = byBoard.Count > 0 && bySoftware.Count - byBoard.Count <= MostHeldBack;
        bool isAlike = byBoard.All(p => bySoftware.TryGetValue(p.Key, out float expected) && Math.Abs(p.Value - expected) <= Tolerance);
        IsBoardBetter = isWhole && isAlike && boardUs <= worthIt * softwareUs;
    }
}
