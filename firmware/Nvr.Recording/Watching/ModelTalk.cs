using Nvr.Sandbox.Protocol;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>
/// What the analysing process says about the model that it was lent, and by it: a verdict, once more if the model fails later, and objects while the verdict is good. Says what is out of turn or too much. Used by one task.
/// </summary>
internal sealed class ModelTalk(DetectionModel model, long nowUs)
{
    /// <summary>Four looks a second find thirty things each at most, and a process that was held up tells all at once what it saw meanwhile.</summary>
    private const double MostASecond = 200;
    private const double MostAtOnce = 4_000;

    private double room = MostAtOnce;
    private long roomUs = nowUs;

    /// <summary>Null until it is there.</summary>
    public VerdictMessage? Verdict { get; private set; }

    public DetectionModel Model => model;

    /// <summary>False when it is malformed or there is nothing more to judge.</summary>
    public bool TakeVerdict(ReadOnlySpan<byte> payload)
    {
        if (VerdictMessage.Read(payload) is not { } told || Verdict is { IsUsable: false } || (Verdict is not null && told.IsUsable))
        {
            return false;
        }
        Verdict = told;
        return true;
    }

    /// <summary>Null when it is malformed, told without a good verdict, of a picture that is still to come, or one too many.</summary>
    /// <param name="newestUs">The newest picture that was sent.</param>
    public ObjectMessage? TakeObject(ReadOnlySpan<byte> payload, long newestUs, long nowUs)
    {
        room = Math.Min(MostAtOnce, room + ((nowUs - roomUs) / 1e6 * MostASecond)) - 1;
        roomUs = nowUs;
        return room >= 0 && Verdict is not null && ObjectMessage.Read(payload, model.Manifest.Classes.Count) is { } known && known.SeenUs <= newestUs ? known : null;
    }
}
