using Nvr.Vision.Background;
using Nvr.Vision.Planes;
using Nvr.Vision.Tracks;

namespace Nvr.Vision;

/// <summary>
/// Finds what moves in the pictures of one camera: learns what the scene looks like, follows what is different, and believes it when it goes somewhere. Noise, light that changes, a camera that shakes, leaves
/// and rain are told apart from that. One thread. Never fails; knows nothing of codecs.
/// </summary>
public sealed class MotionWatcher
{
    private readonly CellGrid grid;
    private readonly CellReducer reducer;
    private readonly MovingCells moving;
    private readonly BlobFinder finder;
    private readonly Tracker tracker;
    private readonly List<MovingThing> things = [];
    private readonly float[] cells;
    private double lastSeconds;

    /// <param name="width">Of the pictures, in pixels.</param>
    /// <param name="height">Of the pictures, in pixels.</param>
    public MotionWatcher(int width, int height)
    {
        grid = CellGrid.Of(width, height);
        reducer = new CellReducer(grid);
        moving = new MovingCells(grid);
        finder = new BlobFinder(grid);
        tracker = new Tracker(grid);
        cells = new float[grid.Count];
    }

    /// <summary>The scene is being learnt, at the start and after another view or light: nothing is found meanwhile.</summary>
    public bool IsLearning => moving.IsLearning;

    /// <summary>Takes the next picture; returns what moves in it. Valid until the next one.</summary>
    /// <param name="luma">The brightness of each pixel.</param>
    /// <param name="stride">From the beginning of a row to that of the next, in pixels.</param>
    /// <param name="seconds">When it was taken, by any clock; one that goes back begins anew with what it follows.</param>
    public IReadOnlyList<MovingThing> See(ReadOnlySpan<byte> luma, int stride, double seconds)
    {
        things.Clear();
        reducer.Reduce(luma, stride, cells);
        moving.See(cells, (float)Math.Clamp(seconds - lastSeconds, 0.001, 10));
        bool isBack = seconds < lastSeconds;
        lastSeconds = seconds;
        if (moving.IsLearning || isBack)
        {
            tracker.Clear();
            return things;
        }
        tracker.See(finder.Find(moving.Strengths), seconds);
        foreach (Track track in tracker.Tracks)
        {
            if (track.IsBelieved && track.SeenSeconds == seconds)
            {
                things.Add(new MovingThing(
                    track.Id, track.BegunSeconds, track.Box.Left / grid.Width, track.Box.Top / grid.Height, track.Box.Width / grid.Width, track.Box.Height / grid.Height, track.Strength));
            }
        }
        return things;
    }
}
