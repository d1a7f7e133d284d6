namespace Nvr.Storage.Clock;

/// <summary>How far a boot's place in UTC can be trusted. The numbers are stored in the index: never renumber.</summary>
internal enum BootCertainty
{
    /// <summary>The clock was not to be believed; placed right after the footage before it.</summary>
    Provisional = 0,

    /// <summary>As the system clock said.</summary>
    Measured = 1,

    /// <summary>As the system clock said while it was synchronised by NTP.</summary>
    Synchronised = 2,

    /// <summary>Moved from where the clock had said, to make room for a later boot. Computed, never stored.</summary>
    Estimated = 3,
}
