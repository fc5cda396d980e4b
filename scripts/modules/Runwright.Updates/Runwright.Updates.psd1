@{
    RootModule           = 'Runwright.Updates.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '4b1f3b52-6c0e-4c7b-9d2e-0d5f2c7a1e01'
    Author               = 'Runwright'
    CompanyName          = 'Runwright'
    Copyright            = 'See LICENSE'
    Description          = 'An update server (WSUS): its settings, synchronization, updates in their five states, licences, approvals, target groups and evidence.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Approve-RwUpdateLicence', 'Get-RwContentProgress', 'Get-RwDeploymentEvidence', 'Get-RwSubscription', 'Get-RwSynchronization',
        'Get-RwTargetGroup', 'Get-RwUpdate', 'Get-RwUpdateApproval', 'Get-RwUpdateDecline', 'Get-RwUpdateLicence', 'Get-RwUpdateServer',
        'Get-RwUpdateServerSetup', 'Initialize-RwUpdateServer', 'New-RwTargetGroup', 'Remove-RwTargetGroup', 'Resume-RwUpdateDownload',
        'Set-RwSubscription', 'Set-RwUpdateApproval', 'Set-RwUpdateDecline', 'Set-RwUpdateServer', 'Start-RwSynchronization',
        'Stop-RwSynchronization'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
