namespace Nvr.Storage;

/// <summary>Why there is no footage, as a sentence for the user: the page and an export say the same. The technical detail stays in the index and the log. Pure.</summary>
public static class GapWords
{
    public static string Sentence(GapReason reason) => reason switch
    {
        GapReason.CameraUnreachable => "The camera did not answer.",
        GapReason.CameraStalled => "The camera was connected but sent no picture.",
        GapReason.CameraRefused => "The camera refused the recorder or its password.",
        GapReason.CameraUnusable => "The camera sent something that cannot be recorded.",
        GapReason.NetworkLoss => "Pictures were lost on the network.",
        GapReason.RecorderStopped => "The recorder was off.",
        GapReason.Disk => "The disk could not take it.",
        GapReason.FootageLost => "The recording was lost or damaged later.",
        GapReason.Disabled => "Recording was switched off.",
        GapReason.NotWanted => "Nothing was to be recorded: no event, or not at this hour.",
        _ => "The reason is not known.",
    };
}
