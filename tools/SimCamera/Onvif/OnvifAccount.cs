namespace SimCamera.Onvif;

/// <summary>Somebody who may log in, over ONVIF and over RTSP alike. Immutable.</summary>
public sealed record OnvifAccount(string Name, string Password, OnvifLevel Level);
