using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Objects.Regions;
using Nvr.Objects.Running;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>Opens, before the walls are up, all that a model needs from outside of them: the library, and the file that the process was lent.</summary>
internal static class ModelSetup
{
    /// <summary>A large model on a small processor that has much else to do takes several seconds to load; one that takes as long for a picture is of no use.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>One node of a model that does not end within this after it was asked to does not end.</summary>
    private static readonly TimeSpan End = TimeSpan.FromSeconds(20);

    /// <summary>Looks a second, over all cameras: an object that crosses a picture in 5 s is looked at a few times even where four cameras share them.</summary>
    private const double MostASecond = 4;

    /// <summary>Of one core, in the mean.</summary>
    private const double Share = 0.5;

    /// <summary>nvrd may be slow to take the last words, too.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>Null where the order has no model. What is missing is told as the verdict on the model, behind the walls: what moves is told without one.</summary>
    public static ObjectDesk? Open(WorkerOrder order, MessageWriter writer)
    {
        if (order.Model is not { } manifest)
        {
            return null;
        }
        var turns = new Turns(MostASecond, Share);
        var deadline = new Deadline(TimeProvider.System, Patience, End, () => GiveUp(writer));
        try
        {
            OnnxLibrary.Require();
            byte[] model = LentFile.Read(ModelManifest.LargestBytes);
            return new ObjectDesk(manifest, () => model, deadline, turns);
        }
        catch (NvrException missing)
        {
            return new ObjectDesk(manifest, () => throw missing, deadline, turns);
        }
    }

    private static void GiveUp(MessageWriter writer)
    {
        Task telling = Task.Run(() =>
        {
            writer.Send(MessageKind.Verdict, new VerdictMessage(false, 0, "This model cannot be used: it does not come to an end.").Write());
            writer.Send(MessageKind.Failure, new FailureMessage(ErrorKind.Unsupported, "The analysis was ended because its model did not come to an end.").Write());
        });
        _ = Task.WaitAny([telling], LastWords);
        LastResort.End();
    }
}
