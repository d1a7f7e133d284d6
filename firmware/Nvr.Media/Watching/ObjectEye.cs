using Nvr.Objects.Following;
using Nvr.Objects.Pictures;
using Nvr.Sandbox.Protocol;
using Nvr.Vision;

namespace Nvr.Media.Watching;

/// <summary>What one camera's moving things are: offers the desk its pictures, and keeps book of what was found in them. Used by the thread that decodes. Content never makes it throw.</summary>
internal sealed class ObjectEye(int track, ObjectDesk desk, Action<ObjectMessage> tell)
{
    private readonly ObjectBook book = new();

    public int Track => track;

    /// <summary>Looks so far; regions of one picture are looked at in turn.</summary>
    public int Looks { get; set; }

    /// <param name="picture">Valid during the call.</param>
    /// <param name="moving">What moves in it.</param>
    public void See(in ColourPicture picture, IReadOnlyList<MovingThing> moving, long captureUs)
    {
        desk.Collect();
        ThingSeen[] things = [.. moving.OrderByDescending(t => t.Strength).Take(MotionMessage.MaxThings).Select(Of)];
        Tell(book.See(things, captureUs));
        desk.Offer(this, picture, things, captureUs);
    }

    /// <summary>What a look at one of its pictures has found.</summary>
    public void Take(Glimpse glimpse) => Tell(book.Look(glimpse.Things, glimpse.Region, glimpse.Found, glimpse.CaptureUs));

    private void Tell(IReadOnlyList<FoundObject> news)
    {
        foreach (FoundObject known in news)
        {
            tell(Of(known));
        }
    }

    private ObjectMessage Of(FoundObject known)
    {
        Box best = known.BestBox.Within(new Box(0, 0, 1, 1));
        return new ObjectMessage(
            track,
            known.Id,
            known.BegunUs,
            known.SeenUs,
            known.IsOver,
            known.Class,
            known.Confidence,
            known.SameAs,
            known.BestUs,
            new SeenThing(known.Id, known.BegunUs, best.Left, best.Top, best.Width, best.Height, known.Confidence),
            known.StoodUs,
            known.Colours,
            [.. known.Path.Select(p => new ObjectPoint(p.TimeUs, p.X, p.Y))]);
    }

    // Cells at the right and the bottom reach a little beyond the picture.
    private static ThingSeen Of(MovingThing thing) =>
        new(thing.Id, (long)(thing.BegunSeconds * 1e6), new Box(thing.Left, thing.Top, thing.Width, thing.Height).Within(new Box(0, 0, 1, 1)));
}
