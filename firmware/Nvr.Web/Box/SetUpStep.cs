namespace Nvr.Web.Box;

/// <summary>The steps of the first visit, in their order.</summary>
internal enum SetUpStep
{
    /// <summary>Name, time zone, clock.</summary>
    Box,

    Disks,

    Cameras,

    /// <summary>What is kept on paper.</summary>
    Sheet,
}
