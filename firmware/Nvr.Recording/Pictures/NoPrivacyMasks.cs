using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Recording.Pictures;

/// <summary>Hides nothing. Thread-safe.</summary>
public sealed class NoPrivacyMasks : IPrivacyMasks
{
    public IReadOnlyList<PrivacyMask> Of(CameraId camera) => [];
}
