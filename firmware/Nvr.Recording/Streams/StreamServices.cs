using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Streams;

/// <summary>What every stream of the box shares.</summary>
/// <param name="Clock">The box's clocks.</param>
/// <param name="Opener">Connects to cameras.</param>
/// <param name="Pump">Reads them.</param>
/// <param name="Gates">Let through to the disks what the cameras' policies ask for.</param>
/// <param name="Taps">Where the analysis gets pictures.</param>
/// <param name="Loggers">For the supervisors' logs.</param>
/// <param name="CertificateSeen">Told the certificate of a camera that is met for the first time.</param>
internal sealed record StreamServices(
    BoxClock Clock,
    IStreamOpener Opener,
    StreamPump Pump,
    RecordingGates Gates,
    PictureTaps Taps,
    ILoggerFactory Loggers,
    Action<CameraId, string> CertificateSeen);
