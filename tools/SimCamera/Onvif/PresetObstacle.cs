namespace SimCamera.Onvif;

/// <summary>Why a head does not remember where it looks now.</summary>
internal enum PresetObstacle
{
    None,
    Moving,
    NoSuchToken,
    NameTaken,
    Full,
}
