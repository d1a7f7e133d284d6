using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Pictures;

namespace Nvr.Recording.Tests.Pictures;

/// <summary>Cameras of which everything may be seen.</summary>
internal sealed class NoMasks : IPrivacyMasks
{
    public IReadOnlyList<PrivacyMask> Of(CameraId camera) => [];
}
