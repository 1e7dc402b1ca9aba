namespace HumanosFunctions.Settings;

/// <summary>Marks a setting whose value is a secret. White space may be a part of it, and its value is in no message.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretSettingAttribute : Attribute;
