namespace Nvr.Storage;

/// <summary>Why there is no footage. The numbers are stored in the index: never renumber.</summary>
public enum GapReason
{
    /// <summary>The camera did not answer or hung up.</summary>
    CameraUnreachable = 1,

    /// <summary>The camera stayed connected but sent no frames.</summary>
    CameraStalled = 2,

    /// <summary>The camera refused, or its password is wrong.</summary>
    CameraRefused = 3,

    /// <summary>What the camera sent could not be recorded.</summary>
    CameraUnusable = 4,

    /// <summary>Packets were lost on the way.</summary>
    NetworkLoss = 5,

    /// <summary>nvrd was stopped or killed, or the power was cut.</summary>
    RecorderStopped = 6,

    /// <summary>The disk could not take it: full, failed, too slow, not mounted.</summary>
    Disk = 7,

    /// <summary>A file was lost or damaged after it had been recorded.</summary>
    FootageLost = 8,

    /// <summary>Recording was switched off.</summary>
    Disabled = 9,

    /// <summary>The camera's policy did not ask for it: no event, or an hour that the schedule leaves out. No loss.</summary>
    NotWanted = 10,
}
