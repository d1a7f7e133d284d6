namespace Nvr.Adoption.Import;

/// <summary>Where a list of cameras comes from.</summary>
public enum ImportFormat
{
    Csv,

    /// <summary>Frigate's <c>config.yml</c>.</summary>
    Frigate,

    /// <summary>MediaMTX's <c>mediamtx.yml</c>.</summary>
    MediaMtx,
}
