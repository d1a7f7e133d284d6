namespace Vm.Guests;

/// <summary>What a guest that is given power begins with.</summary>
internal enum GuestOrigin
{
    /// <summary>The kernel, and what is on its disks.</summary>
    Boot,

    /// <summary>The moment that was kept: its memory, and its system's disk as it was then.</summary>
    Kept,
}
