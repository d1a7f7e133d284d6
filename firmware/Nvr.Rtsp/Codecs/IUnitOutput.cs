namespace Nvr.Rtsp.Codecs;

/// <summary>Where a depacketizer puts what it has assembled, and what it had to throw away.</summary>
internal interface IUnitOutput
{
    void OnUnit(in CodedUnit unit);

    /// <summary>A NAL unit, image or frame was dropped: a part was missing or made no sense.</summary>
    void OnDamaged();

    /// <summary>A picture was dropped because its parameter sets are not known yet.</summary>
    void OnNoFormat();
}
