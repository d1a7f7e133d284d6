using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>A quirk of the parameter sets told in the SDP; those in the stream stay right.</summary>
internal sealed class ParameterSetQuirk(Action<SdpParameters> change) : Quirk
{
    public override void OnParameterSets(SdpParameters parameters) => change(parameters);
}
