namespace Nvr.Storage.Clock;

/// <summary>
/// One boot of the machine as a stretch of monotonic time that holds footage. <paramref name="OffsetUs"/> is UTC minus monotonic time as
/// the clock last said; where the boot is shown follows from all boots together (<see cref="BootPlacement"/>).
/// </summary>
/// <param name="Id">The kernel's boot id.</param>
/// <param name="Ordinal">Order of boots in time; larger is later. Not dense.</param>
/// <param name="OffsetUs">UTC minus monotonic time, microseconds.</param>
/// <param name="Certainty">What the offset is worth.</param>
/// <param name="FirstUs">Monotonic time before which the boot has no footage.</param>
/// <param name="LastUs">Monotonic time after which it has none (grows for the present boot).</param>
internal sealed record Boot(Guid Id, long Ordinal, long OffsetUs, BootCertainty Certainty, long FirstUs, long LastUs)
{
    /// <summary>Room left between ordinals, so that a boot found later can be put between two others.</summary>
    public const long OrdinalStep = 1L << 32;

    public long MeasuredStartUs => FirstUs + OffsetUs;
}
