# The server's own settings and how it was set up.

function Get-RwUpdateServer {
    <#
    .SYNOPSIS
    Shows an update server and its settings.
    .DESCRIPTION
    Reads where it gets its updates from, its languages, whether it is a replica, its rules of automatic approval and the state of its
    configuration. ClientUrl is what clients are told. All languages being on is shown as the one word 'all'.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .OUTPUTS
    Runwright.UpdateServer
    .EXAMPLE
    Get-RwUpdateServer -ServerName wsus01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.UpdateServer')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $configuration = $server.GetConfiguration()
        $secure = [bool]$server.IsConnectionSecureForApiRemoting
        $rules = foreach ($rule in $server.GetInstallApprovalRules()) { [pscustomobject]@{ Name = [string]$rule.Name; Enabled = [bool]$rule.Enabled } }
        $upstream = -not $configuration.SyncFromMicrosoftUpdate
        [pscustomobject]@{
            PSTypeName                = 'Runwright.UpdateServer'
            Name                      = [string]$server.Name
            Version                   = [string]$server.Version
            PortNumber                = [int]$server.PortNumber
            UseSsl                    = $secure
            ClientUrl                 = '{0}://{1}:{2}' -f $(if ($secure) { 'https' } else { 'http' }), $server.Name, $server.PortNumber
            IsReplicaServer           = [bool]$configuration.IsReplicaServer
            SyncFromMicrosoftUpdate   = [bool]$configuration.SyncFromMicrosoftUpdate
            UpstreamServer            = if ($upstream) { [string]$configuration.UpstreamWsusServerName } else { $null }
            UpstreamPort              = if ($upstream) { [int]$configuration.UpstreamWsusServerPortNumber } else { $null }
            UpstreamUseSsl            = [bool]($upstream -and $configuration.UpstreamWsusServerUseSsl)
            Languages                 = @(Get-RwLanguages $configuration)
            TargetingMode             = [string]$configuration.TargetingMode
            AutoRefreshUpdateApprovals = [bool]$configuration.AutoRefreshUpdateApprovals
            AutoApprovalRules         = @($rules)
            ConfigurationState        = [string]$configuration.GetUpdateServerConfigurationState()
        }
    }
}

function Get-RwLanguages($Configuration) {
    if ($Configuration.AllUpdateLanguagesEnabled) { return 'all' }
    Get-RwSorted @($Configuration.GetEnabledUpdateLanguages())
}

function Set-RwUpdateServer {
    <#
    .SYNOPSIS
    Changes where an update server gets its updates from, and its languages.
    .DESCRIPTION
    Only what is given is changed, all of it in one saving. The server takes a while to save: Get-RwUpdateServer shows Ready as
    ConfigurationState when it has. A server that is still saving, or synchronizing, refuses with the error SettingsBusy.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER SyncFromMicrosoftUpdate
    Whether updates come from Microsoft Update; else from the upstream server.
    .PARAMETER UpstreamServer
    The upstream server's name. Empty leaves it as it is.
    .PARAMETER UpstreamPort
    The upstream server's port. 0 leaves it as it is.
    .PARAMETER UpstreamUseSsl
    Whether the upstream server is reached over TLS.
    .PARAMETER IsReplicaServer
    Whether approvals and target groups come from the upstream server too.
    .PARAMETER Languages
    Codes of the languages whose updates are kept; the one word 'all' for all of them.
    .OUTPUTS
    None
    .EXAMPLE
    Set-RwUpdateServer -SyncFromMicrosoftUpdate $true -Languages en, de
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [bool]$SyncFromMicrosoftUpdate,
        [AllowEmptyString()] [string]$UpstreamServer,
        [ValidateRange(0, 65535)] [int]$UpstreamPort,
        [bool]$UpstreamUseSsl,
        [bool]$IsReplicaServer,
        [ValidateNotNullOrEmpty()] [string[]]$Languages
    )
    $given = $PSBoundParameters
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $configuration = $server.GetConfiguration()
        $state = [string]$configuration.GetUpdateServerConfigurationState()
        if ($state -ne 'Ready') { Stop-RwFunction "The update server is not ready for other settings: its configuration is in the state $state." 'SettingsBusy' ResourceBusy $server.Name }
        if (-not $PSCmdlet.ShouldProcess($server.Name, 'Change settings')) { return }
        foreach ($name in 'SyncFromMicrosoftUpdate', 'IsReplicaServer') {
            if ($given.ContainsKey($name)) { $configuration.$name = $given[$name] }
        }
        if ($UpstreamServer -ne '') { $configuration.UpstreamWsusServerName = $UpstreamServer }
        if ($UpstreamPort -ne 0) { $configuration.UpstreamWsusServerPortNumber = $UpstreamPort }
        if ($given.ContainsKey('UpstreamUseSsl')) { $configuration.UpstreamWsusServerUseSsl = $UpstreamUseSsl }
        if ($given.ContainsKey('Languages')) { Set-RwLanguages $configuration $Languages }
        [void]$configuration.Save()
    }
}

# The API takes a StringCollection, not a string and not an array.
function Set-RwLanguages($Configuration, [string[]]$Languages) {
    $all = $Languages.Count -eq 1 -and $Languages[0] -eq 'all'
    $Configuration.AllUpdateLanguagesEnabled = $all
    if ($all) { return }
    $codes = [Collections.Specialized.StringCollection]::new()
    foreach ($language in $Languages) { [void]$codes.Add($language.ToLowerInvariant()) }
    $Configuration.SetEnabledUpdateLanguages($codes)
}

function Get-RwUpdateServerSetup {
    <#
    .SYNOPSIS
    Shows whether the update server of this computer is installed and set up.
    .DESCRIPTION
    Installed: the role is there. Configured: its content folder and its database were set up (see Initialize-RwUpdateServer).
    .OUTPUTS
    Runwright.UpdateServerSetup
    .EXAMPLE
    Get-RwUpdateServerSetup
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.UpdateServerSetup')]
    param()
    $setup = & $script:Api.Setup
    $value = { param($name) if ($null -ne $setup -and $null -ne $setup.PSObject.Properties[$name]) { $setup.$name } }
    $services = foreach ($service in & $script:Api.Services) { [pscustomobject]@{ Name = [string]$service.Name; Status = [string]$service.Status } }
    $folder = & $value 'ContentDir'
    $database = & $value 'SqlServerName'
    [pscustomobject]@{
        PSTypeName       = 'Runwright.UpdateServerSetup'
        Installed        = $null -ne $setup -or @($services | Where-Object { $_.Name -eq 'WsusService' }).Count -gt 0
        Configured       = -not ([string]::IsNullOrEmpty($folder) -or [string]::IsNullOrEmpty($database))
        ContentDirectory = $folder
        PortNumber       = & $value 'PortNumber'
        SqlServerName    = $database
        SqlDatabaseName  = & $value 'SqlDatabaseName'
        UsingSsl         = [bool](& $value 'UsingSSL')
        Services         = @($services)
    }
}

function Initialize-RwUpdateServer {
    <#
    .SYNOPSIS
    Sets the update server of this computer up after its role was installed.
    .DESCRIPTION
    Runs wsusutil.exe postinstall and judges it by its last line and its exit code together. If it failed, what it said is written as
    output and an error PostInstallFailed follows. It cannot be taken back: database and content folder stay.
    .PARAMETER ContentDirectory
    Folder for the updates, on an NTFS volume, without WsusContent at its end.
    .PARAMETER SqlInstance
    An SQL Server instance (server\instance); without it the Windows internal database.
    .OUTPUTS
    Runwright.PostInstall
    .EXAMPLE
    Initialize-RwUpdateServer -ContentDirectory D:\WSUS
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.PostInstall')]
    param(
        [Parameter(Mandatory)] [string]$ContentDirectory,
        [string]$SqlInstance
    )
    if (-not $PSCmdlet.ShouldProcess($ContentDirectory, 'Set up the update server')) { return }
    $arguments = @('postinstall', "CONTENT_DIR=$ContentDirectory")
    if ($SqlInstance -ne '') { $arguments += "SQL_INSTANCE_NAME=$SqlInstance" }
    $ran = & $script:Api.Run (& $script:Api.PostInstaller) (ConvertTo-RwArgumentLine $arguments)
    $lines = @($ran.Output -split '\r?\n' | ForEach-Object { $_.Trim() } | Where-Object { $_ -ne '' })
    $last = if ($lines.Count) { $lines[-1] } else { $null }
    $log = $null
    foreach ($line in $lines) { if ($line -match '^Log file is located at (.+)$') { $log = $Matches[1] } }
    $succeeded = $ran.ExitCode -eq 0 -and $last -eq 'Post install has successfully completed'
    [pscustomobject]@{ PSTypeName = 'Runwright.PostInstall'; ExitCode = [int]$ran.ExitCode; LastLine = $last; LogPath = $log; Succeeded = $succeeded }
    if (-not $succeeded) {
        $PSCmdlet.WriteError((New-RwErrorRecord -Message "wsusutil postinstall ended with exit code $($ran.ExitCode) and '$last'; its log is $log." -Id 'PostInstallFailed' -Category InvalidResult -Target $ContentDirectory))
    }
}
